/** The log: one method for each event, the line formats, and a bounded output to stdout. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.log;
