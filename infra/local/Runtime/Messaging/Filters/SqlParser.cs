namespace BackOffice.LocalRuntime.Messaging.Filters;

/// <summary>Turns the tokens of one expression into a condition: OR binds loosest, then AND, then NOT.</summary>
internal sealed class SqlParser(IReadOnlyList<SqlToken> tokens)
{
    private static readonly string[] Comparisons = ["=", "<>", "!=", "<", "<=", ">", ">="];
    private static readonly string[] Arithmetic = ["+", "-", "*", "/", "%"];

    private int position;

    private SqlToken Current => tokens[position];

    /// <exception cref="FilterSyntaxException">The expression is wrong, or uses what is not served here.</exception>
    public Condition Parse()
    {
        var condition = ParseOr();
        return Current.Kind == SqlTokenKind.End ? condition : throw Unexpected("AND, OR or the end");
    }

    private Condition ParseOr()
    {
        var condition = ParseAnd();
        while (Take("OR"))
        {
            condition = SqlLogic.Or(condition, ParseAnd());
        }

        return condition;
    }

    private Condition ParseAnd()
    {
        var condition = ParseNot();
        while (Take("AND"))
        {
            condition = SqlLogic.And(condition, ParseNot());
        }

        return condition;
    }

    private Condition ParseNot() => Take("NOT") ? SqlLogic.Not(ParseNot()) : ParsePredicate();

    private Condition ParsePredicate()
    {
        if (Take("EXISTS"))
        {
            Require("(");
            var property = ParseProperty();
            Require(")");
            return message => property(message) is not null;
        }

        if (Take("("))
        {
            var inner = ParseOr();
            Require(")");
            return inner;
        }

        return ParseTest(ParseOperand());
    }

    private Condition ParseTest(Operand left)
    {
        if (Array.Find(Comparisons, Take) is { } comparison)
        {
            return SqlLogic.Compare(left, comparison, ParseOperand());
        }

        if (Take("IS"))
        {
            var negated = Take("NOT");
            Require("NULL");
            return message => left(message) is null != negated;
        }

        var not = Take("NOT");
        var test = Take("IN") ? SqlLogic.In(left, ParseList()) : Take("LIKE") ? ParseLike(left) : throw Unexpected("a comparison, IS, IN or LIKE");
        return not ? SqlLogic.Not(test) : test;
    }

    private List<Operand> ParseList()
    {
        Require("(");
        List<Operand> list = [ParseOperand()];
        while (Take(","))
        {
            list.Add(ParseOperand());
        }

        Require(")");
        return list;
    }

    private Condition ParseLike(Operand left)
    {
        var pattern = RequireText("a pattern in single quotes");
        var escape = Take("ESCAPE") ? RequireText("an escape character in single quotes") : string.Empty;
        return escape.Length <= 1
            ? SqlLogic.Like(left, LikePattern.ToRegex(pattern, escape))
            : throw new FilterSyntaxException($"ESCAPE takes one character, not '{escape}'");
    }

    private Operand ParseOperand()
    {
        var negative = Take("-");
        if (negative || Take("+"))
        {
            var number = Current.Kind == SqlTokenKind.Number ? Next().Number : throw Unexpected("a number");
            return Constant(!negative ? number : number is long whole ? -whole : -(double)number);
        }

        var operand = Current.Kind switch
        {
            SqlTokenKind.Text => Constant(Next().Text),
            SqlTokenKind.Number => Constant(Next().Number),
            SqlTokenKind.Word when Take("TRUE") => Constant(true),
            SqlTokenKind.Word when Take("FALSE") => Constant(false),
            _ => ParseProperty(),
        };
        return Array.Exists(Arithmetic, Current.Is) ? throw new FilterSyntaxException($"'{Current.Text}' at {Current.Position}: arithmetic is not served here") : operand;
    }

    private Operand ParseProperty()
    {
        var name = RequireName();
        if (Current.Is("("))
        {
            throw new FilterSyntaxException($"{name}() at {Current.Position}: functions are not served here");
        }

        if (!Take("."))
        {
            return PropertyReference.User(name).Read.Invoke;
        }

        return name.ToUpperInvariant() switch
        {
            "SYS" => PropertyReference.System(RequireName()).Read.Invoke,
            "USER" => PropertyReference.User(RequireName()).Read.Invoke,
            _ => throw new FilterSyntaxException($"'{name}.' is neither sys. nor user. (write [{name}.x] for a name with a point)"),
        };
    }

    private static Operand Constant(object value) => _ => value;

    private string RequireName() => Current.Kind is SqlTokenKind.Word or SqlTokenKind.Name ? Next().Text : throw Unexpected("a property or a value");

    private string RequireText(string wanted) => Current.Kind == SqlTokenKind.Text ? Next().Text : throw Unexpected(wanted);

    private void Require(string symbol)
    {
        if (!Take(symbol))
        {
            throw Unexpected(symbol);
        }
    }

    private bool Take(string word)
    {
        if (!Current.Is(word))
        {
            return false;
        }

        position++;
        return true;
    }

    private SqlToken Next() => tokens[position++];

    private FilterSyntaxException Unexpected(string wanted) => new($"'{Current.Text}' at {Current.Position}: {wanted} is expected there");
}
