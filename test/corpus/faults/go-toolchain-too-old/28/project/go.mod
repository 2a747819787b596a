module shop.example/app

go 1.23.0
