/** Services of other frameworks that use the installed libraries, against a real Redis. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.it.consumers;
