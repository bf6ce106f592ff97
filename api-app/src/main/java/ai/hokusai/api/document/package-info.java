/** The check of deployment documents: task definitions, and the values that their references name. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.document;
