export declare function endingWithUs(command: [string, ...string[]]): [string, ...string[]]
