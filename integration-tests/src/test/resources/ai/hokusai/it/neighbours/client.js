// Arguments: the URL of a Redis and the file of its authority. Prints what Redis says of the connection.
const fs = require("fs");
const tls = require("tls");

const url = new URL(process.argv[2]);
const commands = [
  ["AUTH", decodeURIComponent(url.username || "default"), decodeURIComponent(url.password)],
  ["SELECT", url.pathname.replace("/", "") || "0"],
  ["CLIENT", "INFO"],
];
const text = commands
  .map((words) => `*${words.length}\r\n` + words.map((w) => `$${Buffer.byteLength(w)}\r\n${w}\r\n`).join(""))
  .join("");
const options = { host: url.hostname, port: Number(url.port || 6379), servername: url.hostname, ca: fs.readFileSync(process.argv[3]) };
const connection = tls.connect(options, () => connection.write(text));
let reply = "";
connection.setTimeout(5000, () => process.exit(1));
connection.on("error", () => process.exit(1));
connection.on("data", (data) => {
  reply += data;
  if (reply.startsWith("-") || reply.includes("\r\n-")) {
    process.exit(1);
  }
  if (/^\+OK\r\n\+OK\r\n\$\d+\r\n[^]*\r\n$/.test(reply)) {
    console.log(reply);
    connection.end();
  }
});
