/** Grammars over plain text, which know of no variable and report nothing. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.config.grammar;
