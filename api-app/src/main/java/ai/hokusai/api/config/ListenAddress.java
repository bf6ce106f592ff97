package ai.hokusai.api.config;

/**
 * The address that the server listens on.
 *
 * @param host an address or host name of this machine
 * @param port the port, 0 for one that the system chooses
 */
public record ListenAddress(String host, int port) {}
