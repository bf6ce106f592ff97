/** Explains a failed deployment from the documents that AWS prints about it. */
package ai.hokusai.api.failure;
