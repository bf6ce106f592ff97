/** The commands. Each reads the environment, calls one of the packages below, and returns an exit code. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.cli;
