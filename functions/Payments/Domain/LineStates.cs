namespace BackOffice.Payments.Domain;

/// <summary>The states of a part's lines as one text, a letter a line: hundreds of lines change in one write.</summary>
public static class LineStates
{
    private const string Letters = "OPTRCX";

    public static string Write(IEnumerable<LineState> states) => string.Concat(states.Select(LetterOf));

    /// <summary>The state of a line, numbered from 1; a line beyond the end was refused.</summary>
    public static LineState Of(string states, int line) => line >= 1 && line <= states.Length ? StateOf(states[line - 1]) : LineState.Refused;

    public static int Count(string states, LineState state) => states.Count(letter => letter == LetterOf(state));

    /// <summary>A digit a line: 1 where it holds its debt.</summary>
    public static string Holding(string states) => string.Concat(states.Select(letter => StateOf(letter).FreesDebt() ? '0' : '1'));

    private static char LetterOf(LineState state) => state switch
    {
        LineState.Ordered => Letters[0],
        LineState.Paid => Letters[1],
        LineState.Returned => Letters[2],
        LineState.Rejected => Letters[3],
        LineState.Cancelled => Letters[4],
        LineState.Refused => Letters[5],
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a line."),
    };

    private static LineState StateOf(char letter) => letter switch
    {
        'O' => LineState.Ordered,
        'P' => LineState.Paid,
        'T' => LineState.Returned,
        'R' => LineState.Rejected,
        'C' => LineState.Cancelled,
        'X' => LineState.Refused,
        _ => throw new ArgumentOutOfRangeException(nameof(letter), letter, "Not a letter of a state."),
    };
}
