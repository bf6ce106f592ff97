/** The report of a check: its steps, findings and exit code, and the formats that it is rendered in. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.report;
