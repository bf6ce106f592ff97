/** The processes and files of the tests, which end with the JVM of the tests, however it ends. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.it.process;
