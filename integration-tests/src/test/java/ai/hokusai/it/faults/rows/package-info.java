/** One row for each fault, with its cause and its repair, and the gauntlet that runs them. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.it.faults.rows;
