using BackOffice.LocalRuntime.Blobs;
using BackOffice.LocalRuntime.Hosting;

namespace BackOffice.LocalRuntime.Tests.Blobs;

public sealed class BlobPathPatternTests
{
    [Theory]
    [InlineData("drop/{name}", "a.pdf", "name=a.pdf")]
    [InlineData("drop/{name}", "2026/01/a.pdf", "name=2026/01/a.pdf")]
    [InlineData("drop/{name}.{ext}", "archive.tar.gz", "name=archive.tar,ext=gz")]
    [InlineData("drop/{tenant}/inbox/{file}", "acme/inbox/x/y.xml", "tenant=acme,file=x/y.xml")]
    [InlineData("drop/{Name}", "a", "Name=a")]
    [InlineData("drop/{{draft}}-{n}", "{draft}-7", "n=7")]
    [InlineData("drop/in.pdf", "in.pdf", "")]
    [InlineData("drop/a+(b)/{n}", "a+(b)/1", "n=1")]
    [InlineData("drop/{n}", "two\nlines", "n=two\nlines")]
    [InlineData("drop", "anything/at all", "")]
    public void B_1_A_fitting_name_gives_its_captures(string path, string name, string captures)
        => Assert.Equal(captures, string.Join(',', BlobPathPattern.Parse(path).Match(name)!.Select(capture => $"{capture.Key}={capture.Value}")));

    [Theory]
    [InlineData("drop/{name}.xml", "a.XML")]
    [InlineData("drop/{name}.xml", "a.xml.part")]
    [InlineData("drop/inbox/{name}", "outbox/a")]
    [InlineData("drop/in.pdf", "inxpdf")]
    [InlineData("drop/in.pdf", "in.pdf\n")]
    public void B_1_Another_name_does_not_fit(string path, string name)
        => Assert.Null(BlobPathPattern.Parse(path).Match(name));

    [Theory]
    [InlineData("drop/inbox/{name}", "inbox/")]
    [InlineData("drop/{name}", "")]
    [InlineData("drop/{{x}}/{name}", "{x}/")]
    public void Only_names_with_the_literal_beginning_need_to_be_listed(string path, string prefix)
        => Assert.Equal(prefix, BlobPathPattern.Parse(path).Prefix);

    [Theory]
    [InlineData("{container}/{name}")]
    [InlineData("/{name}")]
    [InlineData("")]
    [InlineData("drop/{name")]
    [InlineData("drop/name}")]
    [InlineData("drop/{}")]
    [InlineData("drop/{a.b}")]
    [InlineData("drop/{a}/{a}")]
    public void B_1_A_wrong_path_keeps_the_app_from_starting(string path)
        => Assert.Throws<StartupException>(() => BlobPathPattern.Parse(path));

    [Fact]
    public void A_long_name_made_to_fit_almost_takes_no_longer_than_another()
    {
        var pattern = BlobPathPattern.Parse("drop/{a}-{b}-{c}-{d}-{e}-{f}.pdf");

        Assert.Null(pattern.Match(new string('-', 1024)));
        Assert.NotNull(pattern.Match(new string('-', 1020) + ".pdf"));
    }
}
