/** Ends the process as a failure when it takes too long; what it started ends with it. */
export function setDeadline(seconds) {
  const end = () => {
    console.log(`not ok time: not done after ${seconds} s`);
    process.exit(1);
  };
  setTimeout(end, seconds * 1000).unref();
}
