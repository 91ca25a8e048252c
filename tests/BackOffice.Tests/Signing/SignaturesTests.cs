using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace BackOffice.Signing;

public sealed class SignaturesTests
{
    private static readonly string Key = Convert.ToBase64String(SHA256.HashData("one"u8));
    private static readonly string OtherKey = Convert.ToBase64String(SHA256.HashData("two"u8));

    private static readonly Signatures Ours = With(Key);

    [Fact]
    public void What_was_signed_is_known_again()
    {
        var signature = Ours.Sign("links", "acme", "a1");

        Assert.Equal(43, signature.Length);
        Assert.True(Ours.IsSigned(signature, "links", "acme", "a1"));
    }

    /// <summary>The key of a purpose is HKDF-Expand of the app's key, and each part carries its length.</summary>
    [Fact]
    public void A_signature_is_what_another_program_would_compute()
    {
        var purposeKey = HKDF.Expand(HashAlgorithmName.SHA256, Convert.FromBase64String(Key), 32, "links"u8.ToArray());
        var expected = Convert.ToBase64String(HMACSHA256.HashData(purposeKey, Encoding.UTF8.GetBytes("4:acme|2:a1|"))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        Assert.Equal(expected, Ours.Sign("links", "acme", "a1"));
    }

    [Fact]
    public void Another_purpose_part_order_or_boundary_is_not_signed()
    {
        var signature = Ours.Sign("links", "ab", "c");

        Assert.False(Ours.IsSigned(signature, "paging", "ab", "c"));
        Assert.False(Ours.IsSigned(signature, "links", "a", "bc"));
        Assert.False(Ours.IsSigned(signature, "links", "c", "ab"));
        Assert.False(Ours.IsSigned(signature, "links", "ab"));
        Assert.False(With(OtherKey).IsSigned(signature, "links", "ab", "c"));
    }

    [Fact]
    public void Every_changed_character_is_noticed()
    {
        var signature = Ours.Sign("links", "acme");

        Assert.All(Enumerable.Range(0, signature.Length), place =>
        {
            var changed = signature.ToCharArray();
            changed[place] = changed[place] == 'A' ? 'Q' : 'A';
            Assert.False(Ours.IsSigned(new string(changed), "links", "acme"));
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("no base64!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_signature_is_none(string text) => Assert.False(Ours.IsSigned(text, "links", "acme"));

    [Fact]
    public void A_sealed_text_opens_in_its_own_place_alone()
    {
        var token = Ours.Seal("page 2, è", "paging", "acme", "documents");

        Assert.True(Ours.TryOpen(token, out var text, "paging", "acme", "documents"));
        Assert.Equal("page 2, è", text);
        Assert.False(Ours.TryOpen(token, out _, "paging", "other", "documents"));
        Assert.False(Ours.TryOpen(token, out _, "links", "acme", "documents"));
        Assert.False(Ours.TryOpen(token[1..], out _, "paging", "acme", "documents"));
        Assert.False(Ours.TryOpen("x." + token, out _, "paging", "acme", "documents"));
        Assert.False(Ours.TryOpen(token.Split('.')[0], out _, "paging", "acme", "documents"));
    }

    [Fact]
    public void A_key_is_changed_without_breaking_what_is_out_there()
    {
        var before = Ours.Sign("links", "acme");
        var prepared = With(Key, OtherKey);
        var exchanged = With(OtherKey, Key);

        Assert.Equal(before, prepared.Sign("links", "acme"));
        Assert.True(exchanged.IsSigned(before, "links", "acme"));
        Assert.True(prepared.IsSigned(exchanged.Sign("links", "acme"), "links", "acme"));
        Assert.False(With(OtherKey).IsSigned(before, "links", "acme"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("c2hvcnQ=")]
    public void A_key_that_is_none_or_too_short_is_refused(string key)
    {
        Assert.False(new SigningOptions { Key = key }.AreKeys());
        Assert.True(new SigningOptions { Key = Key }.AreKeys());
        Assert.False(key.Length > 0 && new SigningOptions { Key = Key, PreviousKey = key }.AreKeys());
    }

    [Fact]
    public void A_readable_key_is_for_development_only()
    {
        var readable = new SigningOptions { Key = Convert.ToBase64String("a development key, known to everybody"u8) };
        var azure = new ConfigurationBuilder().AddInMemoryCollection([new("WEBSITE_SITE_NAME", "backoffice")]).Build();

        Assert.True(readable.AreFit(new ConfigurationBuilder().Build()));
        Assert.False(readable.AreFit(azure));
        Assert.True(new SigningOptions { Key = Key }.AreFit(azure));
    }

    private static Signatures With(string key, string previous = "") => new(Options.Create(new SigningOptions { Key = key, PreviousKey = previous }));
}
