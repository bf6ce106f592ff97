/** JSON on its way out. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.json;
