/** The checks before and after a deployment: what is looked at, what was found, and the forms of the report. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.check;
