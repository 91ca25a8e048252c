using System.Text;
using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing;

/// <summary>Documents as they were written.</summary>
public sealed class RawDocumentTests
{
    [Fact]
    public void A_text_in_many_pieces_is_read_whole()
        => Assert.Equal("ab<c>de", Read("<a>a<!-- one -->b<![CDATA[<c>]]>d<x/>e</a>").Text);

    [Fact]
    public void A_million_pieces_of_text_are_read_in_one_go()
    {
        var text = new StringBuilder("<a>").Insert(3, "<![CDATA[x]]>", 1_000_000).Append("</a>");

        Assert.Equal(1_000_000, Read(text.ToString()).Text.Length);
    }

    [Theory]
    [InlineData(" a  b\n\tc ", "a b c", true)]
    [InlineData("a b", "a b", true)]
    [InlineData(" \n ", "", false)]
    [InlineData("", "", false)]
    [InlineData("\u00A0", "\u00A0", true)] // no blank to XML
    public void Blanks_are_taken_as_XPath_takes_them(string text, string value, bool hasValue)
    {
        var node = new RawNode(Vocabulary.None, "a", 1) { Text = text };

        Assert.Equal((value, hasValue), (node.Value, node.HasValue));
    }

    [Fact]
    public void A_path_numbers_elements_only_where_there_are_several_of_a_name()
    {
        var root = Read("<a><b/><c/><b><d/></b></a>");

        Assert.Equal(["/a/b[1]", "/a/c", "/a/b[2]", "/a/b[2]/d"], root.Descendants().Select(node => node.Path()));
    }

    private static RawNode Read(string xml) => RawDocument.Read(Encoding.UTF8.GetBytes(xml), RawLimits.Default).Root!;
}
