using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace BackOffice.Primitives;

/// <summary>The national part of the IBAN by country, as in the SWIFT registry: n digits, a capitals, c either.</summary>
internal static class IbanStructures
{
    private static readonly FrozenDictionary<string, string> Table = """
        AD 8n12c  AE 19n  AL 8n16c  AT 16n  AZ 4a20c  BA 16n  BE 12n  BG 4a6n8c  BH 4a14c  BR 23n1a1c  BY 4c4n16c  CH 5n12c  CR 18n
        CY 8n16c  CZ 20n  DE 18n  DK 14n  DO 4c20n  EE 16n  EG 25n  ES 20n  FI 14n  FO 14n  FR 10n11c2n  GB 4a14n  GE 2a16n  GI 4a15c
        GL 14n  GR 7n16c  GT 4c20c  HR 17n  HU 24n  IE 4a14n  IL 19n  IQ 4a15n  IS 22n  IT 1a10n12c  JO 4a4n18c  KW 4a22c  KZ 3n13c
        LB 4n20c  LC 4a24c  LI 5n12c  LT 16n  LU 3n13c  LV 4a13c  LY 21n  MC 10n11c2n  MD 2c18c  ME 18n  MK 3n10c2n  MR 23n  MT 4a5n18c
        MU 4a19n3a  NL 4a10n  NO 11n  PK 4a16c  PL 24n  PS 4a21c  PT 21n  QA 4a21c  RO 4a16c  RS 18n  SA 2n18c  SC 4a20n3a  SE 20n  SI 15n
        SK 20n  SM 1a10n12c  ST 21n  SV 4a20n  TL 19n  TN 20n  TR 5n1n16c  UA 6n19c  VA 18n  VG 4a16n  XK 16n  BI 5n5n11n2n  DJ 23n  RU 14n15c
        SD 14n  SO 19n  NI 4a20n  MN 16n  FK 2a12n  OM 3n16c  YE 4a4n18c
        """.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Chunk(2)
        .ToFrozenDictionary(pair => pair[0], pair => Expand(pair[1]));

    public static bool TryFind(string country, out string structure)
    {
        bool known = Table.TryGetValue(country, out string? found);
        structure = found ?? string.Empty;
        return known;
    }

    /// <summary>Whether every character is of the kind that its place asks for.</summary>
    public static bool Fits(string national, string structure) => national.Zip(structure).All(pair => pair.Second switch
    {
        'n' => char.IsAsciiDigit(pair.First),
        'a' => char.IsAsciiLetterUpper(pair.First),
        _ => char.IsAsciiLetterOrDigit(pair.First),
    });

    /// <summary>2n3c -> nnccc.</summary>
    private static string Expand(string groups)
    {
        var structure = new StringBuilder();
        int count = 0;
        foreach (char c in groups)
        {
            if (char.IsAsciiDigit(c))
            {
                count = (count * 10) + int.Parse([c], CultureInfo.InvariantCulture);
                continue;
            }

            structure.Append(c, count);
            count = 0;
        }

        return structure.ToString();
    }
}
