using BackOffice.Payments.Domain;

namespace BackOffice.Payments;

public sealed class SepaTextTests
{
    [Theory]
    [InlineData("Łucja Ștefănescu", "Lucja Stefanescu")]
    [InlineData("Müller & Söhne GmbH", "Muller + Sohne GmbH")]
    [InlineData("Straße des 17. Juni", "Strasse des 17. Juni")]
    [InlineData("Þórður Æðelby", "THordur AEdelby")]
    [InlineData("Γιώργος Θεοδωράκης", "Giorgos THeodorakis")]
    [InlineData("Щерю Живков", "SHTeryu ZHivkov")]
    [InlineData("D’Angelo „Ö”", "D'Angelo 'O'")]
    [InlineData("  a\t b\r\nc  ", "a b c")]
    [InlineData("ﬁn №5", "fin No5")]
    [InlineData("50€ @home_1", "50E (at)home-1")]
    [InlineData("ＡＢ", "AB")]
    public void Letters_of_Europe_are_written_in_the_characters_of_banks(string text, string written)
        => Assert.Equal(new SepaText(written, IsCut: false), SepaText.Of(text, 70));

    [Theory]
    [InlineData("王小明")]
    [InlineData("🙂🙂")]
    [InlineData("---")]
    [InlineData("")]
    [InlineData(null)]
    public void A_name_of_which_no_letter_is_left_is_empty(string? name) => Assert.True(SepaText.Of(name, 70).IsEmpty);

    [Fact]
    public void A_lone_half_of_a_letter_does_no_harm() => Assert.Equal("a.b", SepaText.Of("a\uD83Db", 70).Value);

    [Fact]
    public void Every_letter_there_is_becomes_letters_a_bank_takes()
    {
        for (var letter = char.MinValue; letter < char.MaxValue; letter++)
        {
            Assert.All(SepaText.Of($"{letter}", 70).Value, written => Assert.True(SepaText.Takes(written), $"U+{(int)letter:X4}"));
        }
    }

    [Fact]
    public void What_is_too_long_is_cut_and_said()
    {
        Assert.Equal(new SepaText(new string('a', 70), IsCut: true), SepaText.Of(new string('a', 71), 70));
        Assert.Equal(new SepaText(new string('a', 69), IsCut: true), SepaText.Of(new string('a', 69) + " b", 70));
        Assert.Equal(new SepaText(new string('s', 70), IsCut: false), SepaText.Of(new string('ß', 35), 70));
    }

    [Fact]
    public void Domestic_files_keep_their_letters_and_no_control_characters()
    {
        Assert.Equal(new SepaText("Łucja Ș 王", IsCut: false), PaymentText.Plain("Łucja\u0000 Ș\n王", 70));
        Assert.Equal(new SepaText("ab", IsCut: true), PaymentText.Plain("ab🙂", 3));
    }
}
