package ai.hokusai.api.config;

import static ai.hokusai.api.config.ApiVariable.MODELS_ENABLED;
import static ai.hokusai.api.config.ApiVariable.MODELS_MAX_BYTES;
import static ai.hokusai.api.config.ApiVariable.MODELS_MAX_DOCUMENTS;
import static ai.hokusai.api.config.ApiVariable.MODELS_TOKEN;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Problems;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the models.
 *
 * @param isEnabled whether they are served
 * @param token the bearer token that each request must send; null only if they are not served or the start is refused
 * @param maxDocuments the maximum number of documents
 * @param maxBytes the maximum total size of all documents
 */
public record ModelsSettings(
    boolean isEnabled, @Nullable Secret token, int maxDocuments, int maxBytes) {
  private static final int MOST_DOCUMENTS = 1_000_000;
  private static final int MOST_BYTES = 1 << 30;

  static ModelsSettings read(SettingReader reader, Problems problems) {
    Setting<Boolean> enabled = reader.flag(MODELS_ENABLED);
    Setting<Secret> token = reader.token(MODELS_TOKEN);
    Setting<Integer> documents = reader.number(MODELS_MAX_DOCUMENTS, 1, MOST_DOCUMENTS);
    Setting<Integer> bytes = reader.number(MODELS_MAX_BYTES, 1, MOST_BYTES);
    boolean isEnabled = enabled.valueOrThrow();
    if (isEnabled && !reader.isSet(MODELS_TOKEN)) {
      problems.add(ConfigCode.MODELS_TOKEN_MISSING, enabled.origin(), MODELS_TOKEN.name());
    }
    if (!isEnabled) {
      Stream.of(token, documents, bytes)
          .filter(each -> !each.isDefault())
          .forEach(each -> problems.add(ConfigCode.MODELS_SETTING_UNUSED, each.origin()));
    }
    return new ModelsSettings(
        isEnabled, token.value(), documents.valueOrThrow(), bytes.valueOrThrow());
  }
}
