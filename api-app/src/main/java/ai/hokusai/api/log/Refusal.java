package ai.hokusai.api.log;

import ai.hokusai.config.diagnostic.Issue;

/** The reason why the server does not start, where it is neither a diagnostic nor a fault of Redis. */
public record Refusal(String code, String message, String remedy) implements Issue {}
