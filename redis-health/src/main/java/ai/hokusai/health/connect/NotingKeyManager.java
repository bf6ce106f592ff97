package ai.hokusai.health.connect;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A key manager that answers as another does, and notes the request and whether there is an answer. */
final class NotingKeyManager extends X509ExtendedKeyManager {
  private final X509ExtendedKeyManager holder;

  NotingKeyManager(X509ExtendedKeyManager holder) {
    this.holder = holder;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return noted(holder.chooseClientAlias(keyTypes, issuers, socket));
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return noted(holder.chooseEngineClientAlias(keyTypes, issuers, engine));
  }

  private @Nullable String noted(@Nullable String alias) {
    HandshakeNotes.request(
        alias == null ? HandshakeNotes.Request.UNANSWERED : HandshakeNotes.Request.ANSWERED);
    return alias;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return holder.getClientAliases(keyType, issuers);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return holder.getCertificateChain(alias);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return holder.getPrivateKey(alias);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return holder.getServerAliases(keyType, issuers);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return holder.chooseServerAlias(keyType, issuers, socket);
  }
}
