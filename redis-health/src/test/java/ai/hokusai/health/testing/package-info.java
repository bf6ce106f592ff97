/** What the tests share: a Redis that does as it is told, settings, certificates. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.testing;
