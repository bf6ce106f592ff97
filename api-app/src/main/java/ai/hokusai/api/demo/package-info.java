/** The demo: the incident and this API on one machine, with a Redis that fails on command. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.demo;
