/** How often a check is asked, how long it may take, and how many results in a row decide. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.schedule;
