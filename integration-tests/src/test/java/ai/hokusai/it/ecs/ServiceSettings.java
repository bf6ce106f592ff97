package ai.hokusai.it.ecs;

/**
 * The settings of a service.
 *
 * @param desired how many tasks it is to have
 * @param host a name that its tasks resolve to this machine
 */
record ServiceSettings(int desired, String host) {}
