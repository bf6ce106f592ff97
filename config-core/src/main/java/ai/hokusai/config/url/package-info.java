/** The grammar of Redis URLs and of the endpoints that managed services hand out. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.config.url;
