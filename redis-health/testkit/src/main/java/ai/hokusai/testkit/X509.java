package ai.hokusai.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** Keys on P-256 and X.509 certificates (RFC 5280) in DER, since the JDK has no public API that makes them. */
final class X509 {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");

  private static final byte[] ECDSA_WITH_SHA256 = hex("300a06082a8648ce3d040302");
  private static final byte[] VERSION_3 = hex("a003020102");
  private static final byte[] BASIC_CONSTRAINTS = hex("0603551d13");
  private static final byte[] KEY_USAGE = hex("0603551d0f");
  private static final byte[] EXTENDED_KEY_USAGE = hex("0603551d25");
  private static final byte[] SUBJECT_ALTERNATIVE_NAME = hex("0603551d11");
  private static final byte[] TRUE = hex("0101ff");
  private static final byte[] CERTIFICATE_AND_CRL_SIGN = hex("03020106");
  private static final byte[] DIGITAL_SIGNATURE = hex("03020780");
  private static final byte[] SERVER_AND_CLIENT =
      hex("301406082b0601050507030106082b06010505070302");

  private X509() {}

  static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK makes no P-256 keys", e);
    }
  }

  /** The name of a holder or issuer, with the characters that have a meaning in it escaped. */
  static X500Principal name(String commonName) {
    return new X500Principal("CN=\"" + commonName.replace("\"", "") + '"');
  }

  /** The issuer of a certificate: its name and its private key. */
  record Signer(X500Principal name, PrivateKey key) {

    /** Certifies a key that may sign certificates. */
    X509Certificate authority(PublicKey holder, Instant from, Instant to) {
      var extensions = List.of(
          extension(BASIC_CONSTRAINTS, sequence(TRUE)),
          extension(KEY_USAGE, CERTIFICATE_AND_CRL_SIGN));
      return sign(name, holder, from, to, extensions);
    }

    /** Certifies the key of a server or client under DNS names and IP addresses. */
    X509Certificate peer(
        X500Principal subject, PublicKey holder, Instant from, Instant to, List<String> names) {
      var alternatives = names.stream().map(X509::alternative).toArray(byte[][]::new);
      var extensions = List.of(
          extension(BASIC_CONSTRAINTS, sequence()),
          extension(KEY_USAGE, DIGITAL_SIGNATURE),
          extension(EXTENDED_KEY_USAGE, SERVER_AND_CLIENT),
          extension(SUBJECT_ALTERNATIVE_NAME, sequence(alternatives)));
      return sign(subject, holder, from, to, extensions);
    }

    private X509Certificate sign(
        X500Principal subject,
        PublicKey holder,
        Instant from,
        Instant to,
        List<byte[]> extensions) {
      byte[] certified = sequence(
          VERSION_3,
          tagged(0x02, new BigInteger(120, RANDOM).toByteArray()),
          ECDSA_WITH_SHA256,
          name.getEncoded(),
          sequence(time(from), time(to)),
          subject.getEncoded(),
          holder.getEncoded(),
          tagged(0xa3, sequence(extensions.toArray(byte[][]::new))));
      try {
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(certified);
        byte[] bits = join(new byte[1], signature.sign());
        byte[] encoded = sequence(certified, ECDSA_WITH_SHA256, tagged(0x03, bits));
        return (X509Certificate) CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("no certificate for " + subject, e);
      }
    }
  }

  private static byte[] extension(byte[] identifier, byte[] value) {
    return sequence(identifier, TRUE, tagged(0x04, value));
  }

  private static byte[] alternative(String name) {
    if (!name.contains(":") && !name.matches("[0-9.]+")) {
      return tagged(0x82, name.getBytes(US_ASCII));
    }
    try {
      return tagged(0x87, InetAddress.getByName(name).getAddress());
    } catch (IOException e) {
      throw new IllegalArgumentException("no IP address: " + name, e);
    }
  }

  private static byte[] time(Instant instant) {
    boolean isShort = instant.isBefore(YEAR_2050);
    var format = DateTimeFormatter.ofPattern((isShort ? "yy" : "yyyy") + "MMddHHmmss'Z'");
    String text = format.withZone(ZoneOffset.UTC).format(instant);
    return tagged(isShort ? 0x17 : 0x18, text.getBytes(US_ASCII));
  }

  private static byte[] sequence(byte[]... parts) {
    return tagged(0x30, join(parts));
  }

  private static byte[] tagged(int tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length >= 0x80) {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      int leading = length[0] == 0 ? 1 : 0;
      out.write(0x80 | (length.length - leading));
      out.write(length, leading, length.length - leading);
    } else {
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
