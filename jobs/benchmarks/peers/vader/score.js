// Posts come as JSON strings, one a line; a score of each goes out in the same order, and at last the posts per second of
// processor time, which is taken here, so that neither the pipe nor the start of node is counted.
const {SentimentIntensityAnalyzer} = require("vader-sentiment");

const posts = require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean).map(line => JSON.parse(line));
const scores = () => posts.map(post => SentimentIntensityAnalyzer.polarity_scores(post).compound);
const secondsFrom = start => {
  const used = process.cpuUsage(start);
  return (used.user + used.system) / 1e6;
};

const warmUp = process.cpuUsage();
let judged;
do {
  judged = scores();
} while (secondsFrom(warmUp) < 2);

const start = process.cpuUsage();
let passes = 0;
do {
  scores();
  passes++;
} while (secondsFrom(start) < 3);
const speed = passes * posts.length / secondsFrom(start);

console.log(judged.concat(speed).join("\n"));
