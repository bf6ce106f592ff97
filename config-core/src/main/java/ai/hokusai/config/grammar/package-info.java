/** Grammars of plain text. They depend on no variable and report no problem. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.config.grammar;
