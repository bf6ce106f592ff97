package ai.hokusai.api.endpoint;

import java.util.Optional;
import java.util.function.Function;

/**
 * The sources of the facts that change with time, beside the report.
 *
 * @param history the last changes and probes
 * @param redis the use of the Redis of a check, empty for another check
 */
public record Recent(RecentHistory history, Function<String, Optional<RedisUse>> redis) {}
