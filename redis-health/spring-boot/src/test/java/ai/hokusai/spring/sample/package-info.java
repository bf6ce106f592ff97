/** The sample of docs/use-with-spring-boot.md. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.spring.sample;
