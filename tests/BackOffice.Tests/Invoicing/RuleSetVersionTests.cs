using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing;

/// <summary>What a verdict says it was judged by is what the rules and their code lists follow.</summary>
public sealed class RuleSetVersionTests
{
    [Fact]
    public void Every_profile_has_a_version_for_every_format_it_judges()
        => Assert.All(
            from profile in Enum.GetValues<Profile>() from format in Enum.GetValues<EInvoiceFormat>() where EInvoiceProfiles.Judges(profile, format) select (profile, format),
            pair => Assert.NotEmpty(RuleSetVersions.Of(pair.profile, pair.format)));

    [Fact]
    public void The_versions_are_those_of_the_lists_that_the_rules_read()
    {
        Assert.Equal($"EN 16931 UBL {CodeFile.Load("unused-ubl").Head("version")}", RuleSetVersions.Of(Profile.En16931, EInvoiceFormat.UblInvoice));
        Assert.Equal($"EN 16931 CII {CodeFile.Load("unused-cii").Head("version")}", RuleSetVersions.Of(Profile.En16931, EInvoiceFormat.Cii));
        Assert.Equal($"Peppol BIS Billing {CodeFile.Load("peppol-eas").Head("version")} on {RuleSetVersions.Of(Profile.En16931, EInvoiceFormat.UblInvoice)}", RuleSetVersions.Of(Profile.Peppol, EInvoiceFormat.UblCreditNote));
        Assert.All(RuleSetVersions.All, known => Assert.All([known.Version, known.Publisher, known.Source], Assert.NotEmpty));
    }

    /// <summary>A CII under Peppol or CIUS-RO is judged by EN 16931 alone, and its verdict says so.</summary>
    [Theory]
    [InlineData(Profile.Peppol)]
    [InlineData(Profile.CiusRo)]
    public void What_is_not_run_is_not_claimed(Profile profile)
        => Assert.Equal(RuleSetVersions.Of(Profile.En16931, EInvoiceFormat.Cii), RuleSetVersions.Of(profile, EInvoiceFormat.Cii));
}
