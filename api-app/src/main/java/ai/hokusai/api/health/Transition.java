package ai.hokusai.api.health;

import java.time.Instant;

/**
 * One change that somebody may want to look back at. Immutable.
 *
 * @param at when it was told
 * @param text what changed, in words of ours
 */
record Transition(Instant at, String text) {}
