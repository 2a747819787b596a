package main

// unsigned sum(void);
import "C"

import (
	"fmt"
	"net/http"
)

func main() {
	http.HandleFunc("/sum", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, uint(C.sum())) })
	if err := http.ListenAndServe(":8080", nil); err != nil {
		panic(err)
	}
}
