/** Integration tests of single faults, caused for real in front of a running service. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.it.faults;
