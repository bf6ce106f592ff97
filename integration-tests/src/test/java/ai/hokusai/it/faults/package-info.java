/** Every fault of the taxonomy, provoked for real under a running service and timed at the default schedule. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.it.faults;
