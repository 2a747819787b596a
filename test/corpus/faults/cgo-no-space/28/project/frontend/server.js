const http = require('node:http');

http
  .createServer((request, response) => {
    http
      .get('http://backend:8080/sum', (answer) => answer.pipe(response))
      .on('error', (error) => response.writeHead(502).end(error.message));
  })
  .listen(3000, () => console.log('frontend on :3000'));
