/** The health endpoints: who asks what, what each is told, and in which form. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.health;
