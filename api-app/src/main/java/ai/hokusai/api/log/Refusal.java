package ai.hokusai.api.log;

/**
 * Why the server does not start, in the words of the event and of the message to people.
 *
 * @param code the stable word
 * @param message what is wrong, one sentence in lower case without a full stop
 * @param remedy what to do, in the same form
 */
public record Refusal(String code, String message, String remedy) {}
