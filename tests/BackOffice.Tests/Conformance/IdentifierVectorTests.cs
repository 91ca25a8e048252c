using BackOffice.Primitives;

namespace BackOffice.Tests.Conformance;

public sealed class IdentifierVectorTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_identifier_of_the_corpus_gets_its_verdict()
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> vectors = Corpus.Table("ids/vectors.csv");

        foreach (var group in vectors.CountBy(row => row["type"]))
        {
            output.WriteLine($"{group.Value,5} {group.Key}");
        }

        string[] wrong =
        [
            .. vectors
                .Where(row => IsValid(row["type"], row["value"]) != (row["verdict"] == "valid"))
                .Select(row => $"{row["type"]} {row["value"]} is {row["verdict"]}"),
        ];
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
        Assert.True(vectors.Count > 1_000);
    }

    private static bool IsValid(string type, string value) => type switch
    {
        "BIC" => Bic.Read(value).IsValid,
        "IBAN" => Iban.Read(value).IsValid,
        "ISO 11649 RF ref" => CreditorReference.Read(value).IsValid,
        "IT Codice Fiscale" => TaxId.Read(TaxIdKind.CodiceFiscale, value).IsValid,
        "IT Partita IVA" => TaxId.Read(TaxIdKind.PartitaIva, value).IsValid,
        "PL NIP" => TaxId.Read(TaxIdKind.Nip, value).IsValid,
        "PL PESEL" => TaxId.Read(TaxIdKind.Pesel, value).IsValid,
        "PL REGON" => TaxId.Read(TaxIdKind.Regon, value).IsValid,
        "RO CIF (VAT)" or "RO CUI" => TaxId.Read(TaxIdKind.Cui, value).IsValid,
        "RO CNP" => TaxId.Read(TaxIdKind.Cnp, value).IsValid,
        "RO Reg.Com." => TaxId.Read(TaxIdKind.RegistrulComertului, value).IsValid,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No reader for this type."),
    };
}
