/** The sample of docs/testkit.md, and the Redis of the tests. */
package ai.hokusai.testkit.sample;
