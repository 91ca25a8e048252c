using BackOffice.Invoicing;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Primitives;

public sealed class EnumWordsTests
{
    [Fact]
    public void A_member_has_the_word_of_its_attribute_else_its_name()
    {
        Assert.Equal(("cius-ro", "Monday"), (EnumWords.Of(Profile.CiusRo), EnumWords.Of(DayOfWeek.Monday)));
        Assert.Equal(["ubl", "cii", "fatturapa", "ksef", "cius-ro", "peppol"], EnumWords.All<ConversionTarget>());
    }

    [Theory]
    [InlineData("cius-ro", Profile.CiusRo)]
    [InlineData("CiusRo", null)]
    [InlineData("CIUS-RO", null)]
    [InlineData("2", null)]
    [InlineData("", null)]
    public void A_word_is_found_to_the_letter(string word, Profile? profile) => Assert.Equal(profile, EnumWords.Find<Profile>(word));
}
