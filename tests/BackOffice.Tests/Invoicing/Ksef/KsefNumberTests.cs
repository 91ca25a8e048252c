using BackOffice.Invoicing.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Invoicing.Ksef;

public sealed class KsefNumberTests
{
    [Fact]
    public void A_number_says_who_issued_the_invoice_and_when_KSeF_took_it()
    {
        var number = KsefNumber.Read("5265877635-20250826-0100001AF629-AF").Value!;

        Assert.Equal(("5265877635", new LocalDate(2025, 8, 26)), (number.Issuer, number.Date));
        Assert.Equal("5265877635-20250826-0100001AF629-AF", number.ToString());
    }

    [Theory]
    [InlineData(null, IdentifierFault.Empty)]
    [InlineData("", IdentifierFault.Empty)]
    [InlineData("5265877635-20250826-0100001AF629-A", IdentifierFault.WrongLength)]
    [InlineData("5265877635-20250826-0100001AF629-AE", IdentifierFault.WrongCheckDigit)]
    [InlineData("5265877635-20250826-0100001AF628-AF", IdentifierFault.WrongCheckDigit)]
    [InlineData("5265877653-20250826-0100001AF629-AF", IdentifierFault.WrongCheckDigit)]
    [InlineData("5265877635-20250230-0100001AF629-AF", IdentifierFault.WrongDate)]
    [InlineData("5265877635-20251326-0100001AF629-AF", IdentifierFault.WrongStructure)]
    [InlineData("5265877635-20190826-0100001AF629-AF", IdentifierFault.WrongStructure)]
    [InlineData("5265877635-20250826-0100001af629-AF", IdentifierFault.WrongStructure)]
    [InlineData("0265877635-20250826-0100001AF629-AF", IdentifierFault.WrongStructure)]
    [InlineData("5265877635 20250826-0100001AF629-AF", IdentifierFault.WrongStructure)]
    public void What_is_no_number_says_why(string? text, IdentifierFault fault) => Assert.Equal(fault, KsefNumber.Read(text).Fault);

    [Fact]
    public void The_form_of_KSeF_1_is_read_without_its_check()
        => Assert.True(KsefNumber.Read("9999999999-20230908-8BEF28-0C8D35-4D").IsValid);

    [Theory]
    [InlineData("M123456789-20250826-0100001AF629-AF")]
    [InlineData("ABC1234567-20250826-0100001AF629-AF")]
    public void Others_than_a_NIP_may_stand_for_the_issuer(string text) => Assert.True(KsefNumber.IsWellFormed(text));
}
