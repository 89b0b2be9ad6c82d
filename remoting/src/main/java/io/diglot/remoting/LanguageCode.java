package io.diglot.remoting;

/** The language of the program at the other end, as the header names it. */
public enum LanguageCode {
  JAVA(0),
  CPP(1),
  DOTNET(2),
  PYTHON(3),
  DELPHI(4),
  ERLANG(5),
  RUBY(6),
  OTHER(7),
  HTTP(8),
  GO(9),
  PHP(10),
  OMS(11),
  RUST(12),
  NODE_JS(13);

  private final int wireCode;

  LanguageCode(int wireCode) {
    this.wireCode = wireCode;
  }

  /** The byte of the binary header. */
  public int wireCode() {
    return wireCode;
  }

  /**
   * The language of a byte; one that is not known here is {@link #OTHER}, since nothing depends on
   * it.
   */
  static LanguageCode ofWireCode(int code) {
    for (LanguageCode language : values()) {
      if (language.wireCode == code) {
        return language;
      }
    }
    return OTHER;
  }

  /** The language of a JSON name; one that is not known here is {@link #OTHER}. */
  static LanguageCode ofName(String name) {
    for (LanguageCode language : values()) {
      if (language.name().equals(name)) {
        return language;
      }
    }
    return OTHER;
  }
}
