/** A deployed service as its callers see it: one request, and what the answer says of the release. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.deployed;
