/** The runnable jar as a process of its own, as operators start it. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.it.app;
