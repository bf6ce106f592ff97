/** Benchmarks with peers in the same run, started on demand. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.it.bench;
