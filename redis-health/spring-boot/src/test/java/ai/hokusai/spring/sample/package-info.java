/** The samples of docs/use-with-spring-boot.md and docs/use-with-lettuce.md. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.spring.sample;
