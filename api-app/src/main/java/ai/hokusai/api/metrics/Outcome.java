package ai.hokusai.api.metrics;

/** What became of one attempt of a check. */
enum Outcome {
  SUCCESS,
  FAILURE
}
