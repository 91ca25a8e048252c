using BackOffice.Primitives;
using FsCheck;
using FsCheck.Fluent;

namespace BackOffice.Tests.Primitives;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("IT60 X054 2811 1010 0000 0123 456", null)]
    [InlineData("it60x0542811101000000123456", null)]
    [InlineData("IT61X0542811101000000123456", IdentifierFault.WrongCheckDigit)]
    [InlineData("IT60X054281110100000012345", IdentifierFault.WrongLength)]
    [InlineData("IT6010542811101000000123456", IdentifierFault.WrongStructure)]
    [InlineData("ZZ60X0542811101000000123456", IdentifierFault.UnknownCountry)]
    [InlineData("IT60X0542811101000000123/56", IdentifierFault.WrongCharacters)]
    [InlineData(" ", IdentifierFault.Empty)]
    [InlineData(null, IdentifierFault.Empty)]
    public void An_iban_says_what_is_wrong(string? text, IdentifierFault? fault) => Assert.Equal(fault, Iban.Read(text).Fault);

    [Fact]
    public void An_iban_prints_in_fours_and_can_be_masked()
    {
        Iban iban = Iban.Read("IT60X0542811101000000123456").Value!;

        Assert.Equal("IT60 X054 2811 1010 0000 0123 456", iban.ToString());
        Assert.Equal("IT60 … 3456", iban.Masked());
        Assert.Equal("IT", iban.Country);
    }

    [Theory]
    [InlineData(TaxIdKind.PartitaIva, "IT 12345670017", null)]
    [InlineData(TaxIdKind.PartitaIva, "12345670018", IdentifierFault.WrongCheckDigit)]
    [InlineData(TaxIdKind.PartitaIva, "00000000000", IdentifierFault.WrongStructure)]
    [InlineData(TaxIdKind.CodiceFiscale, "RSSMRA85T10A562S", null)]
    [InlineData(TaxIdKind.CodiceFiscale, "rssmra85t10a562s", null)]
    [InlineData(TaxIdKind.CodiceFiscale, "RSSMRA85T10A562T", IdentifierFault.WrongCheckDigit)]
    [InlineData(TaxIdKind.CodiceFiscale, "RSSMRA85T32A562S", IdentifierFault.WrongDate)]
    [InlineData(TaxIdKind.CodiceFiscale, "RSSMRA85F10A562S", IdentifierFault.WrongDate)]
    [InlineData(TaxIdKind.CodiceFiscale, "1SSMRA85T10A562S", IdentifierFault.WrongStructure)]
    [InlineData(TaxIdKind.CodiceFiscale, "RSSMRA85T10A56", IdentifierFault.WrongLength)]
    [InlineData(TaxIdKind.Cui, "RO 14399840", null)]
    [InlineData(TaxIdKind.Cui, "14399841", IdentifierFault.WrongCheckDigit)]
    [InlineData(TaxIdKind.Cnp, "1800101221144", null)]
    [InlineData(TaxIdKind.Cnp, "1800101991144", IdentifierFault.WrongStructure)]
    [InlineData(TaxIdKind.Cnp, "1801301221144", IdentifierFault.WrongDate)]
    [InlineData(TaxIdKind.Nip, "PL 123-456-32-18", null)]
    [InlineData(TaxIdKind.Nip, "1234567890", IdentifierFault.WrongCheckDigit)]
    [InlineData(TaxIdKind.Pesel, "44051401359", null)]
    [InlineData(TaxIdKind.Pesel, "44053201359", IdentifierFault.WrongDate)]
    [InlineData(TaxIdKind.Regon, "123456785", null)]
    [InlineData(TaxIdKind.Regon, "12345678512347", null)]
    [InlineData(TaxIdKind.Regon, "12345678512348", IdentifierFault.WrongCheckDigit)]
    [InlineData(TaxIdKind.RegistrulComertului, "j 40 / 1234 / 2020", null)]
    [InlineData(TaxIdKind.RegistrulComertului, "J41/1234/2020", IdentifierFault.WrongStructure)]
    [InlineData(TaxIdKind.Nip, "", IdentifierFault.Empty)]
    public void A_national_number_says_what_is_wrong(TaxIdKind kind, string text, IdentifierFault? fault)
        => Assert.Equal(fault, TaxId.Read(kind, text).Fault);

    [Fact]
    public void Omocodia_letters_count_as_the_digits_they_replace()
    {
        // RSSMRA85T10A562S with its last digit, 2, written as N; the check letter is computed over the letter.
        Assert.True(TaxId.Read(TaxIdKind.CodiceFiscale, "RSSMRA85T10A56NH").IsValid);
    }

    [Theory]
    [InlineData(TaxIdKind.PartitaIva, "12345670017")]
    [InlineData(TaxIdKind.Cui, "14399840")]
    [InlineData(TaxIdKind.Nip, "1234563218")]
    [InlineData(TaxIdKind.Regon, "123456785")]
    [InlineData(TaxIdKind.Pesel, "44051401359")]
    [InlineData(TaxIdKind.Cnp, "1800101221144")]
    public void One_wrong_digit_is_always_found(TaxIdKind kind, string valid)
    {
        // Where the rule maps 10 to another digit, a few changes collide by its nature.
        int missed = 0;
        for (int place = 0; place < valid.Length; place++)
        {
            for (char digit = '0'; digit <= '9'; digit++)
            {
                if (digit != valid[place])
                {
                    missed += TaxId.Read(kind, valid[..place] + digit + valid[(place + 1)..]).IsValid ? 1 : 0;
                }
            }
        }

        int allowed = kind is TaxIdKind.Cui or TaxIdKind.Regon or TaxIdKind.Cnp ? valid.Length : 0;
        Assert.InRange(missed, 0, allowed);
    }

    [Fact]
    public void Any_text_is_answered_and_never_throws() =>
        Prop.ForAll<string?>(text =>
        {
            _ = Iban.Read(text);
            _ = Bic.Read(text);
            _ = CreditorReference.Read(text);
            return Array.TrueForAll(Enum.GetValues<TaxIdKind>(), kind => TaxId.Read(kind, text) is var read && read.IsValid == (read.Value is not null));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_swapped_digits_of_an_iban_are_found() =>
        Prop.ForAll<PositiveInt>(at =>
        {
            const string Valid = "PL61109010140000071219812874";
            int place = 4 + (at.Get % (Valid.Length - 5));
            char[] swapped = Valid.ToCharArray();
            (swapped[place], swapped[place + 1]) = (swapped[place + 1], swapped[place]);
            return new string(swapped) == Valid || Iban.Read(new string(swapped)).Fault == IdentifierFault.WrongCheckDigit;
        }).QuickCheckThrowOnFailure();
}
