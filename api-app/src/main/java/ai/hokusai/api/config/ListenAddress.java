package ai.hokusai.api.config;

/**
 * Where the server listens.
 *
 * @param host an address or name of this machine
 * @param port the port, 0 for one that the system chooses
 */
public record ListenAddress(String host, int port) {}
