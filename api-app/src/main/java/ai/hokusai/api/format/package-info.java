/** The records that every output shares (problems, settings, origins), and the one writer of JSON. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.format;
